/** Reads config.json: a configuration that may be used, or sentences that say what is wrong with it. Pure. */
import schema from '../../config.schema.json';
import { say } from '../words';
import { isSafeAddress } from './address';
import { differences, type Schema } from './schema';
import { DEFAULT, type Config, type Destination } from './types';

export type Checked = { config: Config; problems: null } | { config: null; problems: string[] };

/** `page` is the address of the page: paths of destinations belong to its server. */
export function checkConfig(text: string, page: string): Checked {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { config: null, problems: [say('config-json', { reason: (error as Error).message })] };
  }
  const problems = differences(value, schema as Schema);
  if (problems.length > 0) return { config: null, problems };

  const { $schema: _, ...said } = value as Partial<Config> & { $schema?: string };
  const destinations = (said.destinations ?? []).map((each) => resolved(each, page));
  destinations.forEach((each, index) => {
    if (!isSafeAddress(each.url)) problems.push(say('config-not-https', { name: `destinations[${index}].url` }));
    const { hostname, origin } = URL.canParse(each.url) ? new URL(each.url) : { hostname: '', origin: '' };
    if (hostname.startsWith('[') && origin !== new URL(page).origin) {
      problems.push(say('config-ipv6', { name: `destinations[${index}].url` }));
    }
    if (destinations.findIndex((other) => other.name === each.name) !== index) {
      problems.push(say('config-twice', { name: `destinations[${index}].name` }));
    }
  });
  if (problems.length > 0) return { config: null, problems };
  return { config: { ...DEFAULT, ...said, destinations }, problems: null };
}

function resolved(destination: Destination, page: string): Destination {
  const { url } = destination;
  const absolute = URL.canParse(url, page) ? new URL(url, page).href : url;
  return { ...destination, url: absolute.endsWith('/') ? absolute : `${absolute}/` };
}
