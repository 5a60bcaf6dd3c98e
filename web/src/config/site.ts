/**
 * The configuration of this site. It is fetched once, while the engine loads; the engine does not start without it, so that a
 * configuration that is wrong keeps the page from taking files.
 */
import { signal } from '@preact/signals';
import type { Refusal } from '../engine/messages';
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
  if (problems) throw refusal(`config.json of this site is wrong. ${problems.join(' ')} Tell whoever runs this site.`);
  site.value = config;
  document.title = config.title;
  return config;
}

async function fetched(): Promise<string> {
  let reason = 'no answer';
  try {
    const answer = await fetch(new URL('config.json', document.baseURI), { credentials: 'same-origin', cache: 'no-cache' });
    if (answer.ok) return await answer.text();
    reason = `the server answered ${answer.status}`;
  } catch {
    // no answer
  }
  throw refusal(`config.json of this site could not be loaded (${reason}). Check the connection and reload the page.`);
}

function refusal(sentence: string): Refusal {
  return { code: 'config', sentence };
}
