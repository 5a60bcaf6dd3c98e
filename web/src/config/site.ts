/**
 * The configuration of this site. It is fetched once, while the engine loads; the engine does not start without it, so that a
 * configuration that is wrong keeps the page from taking files.
 */
import { signal } from '@preact/signals';
import type { Refusal } from '../engine/errors';
import { say, speak } from '../words';
import { checkConfig } from './check';
import { DEFAULT, type Config } from './types';

/** The defaults until it has arrived. */
export const site = signal<Config>(DEFAULT);

/** Rejects with a `Refusal`. */
export const siteArrived: Promise<Config> = load();
siteArrived.catch(() => undefined); // the engine hears of it and tells it

async function load(): Promise<Config> {
  const text = await fetched();
  const { config, problems } = checkConfig(text, document.baseURI);
  if (problems) throw refusal(say('config-wrong', { problems: problems.join(' ') }));
  speak(config.language);
  site.value = config;
  document.title = config.title;
  return config;
}

async function fetched(): Promise<string> {
  let status: number | null = null;
  try {
    const answer = await fetch(new URL('config.json', document.baseURI), { credentials: 'same-origin', cache: 'no-cache' });
    if (answer.ok) return await answer.text();
    status = answer.status;
  } catch {
    // no answer
  }
  const reason = status === null ? say('config-no-answer') : say('server-answered', { status: String(status) });
  throw refusal(say('config-unread', { reason }));
}

function refusal(sentence: string): Refusal {
  return { code: 'config', sentence };
}
