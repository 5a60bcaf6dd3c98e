/** Reads config.json: a configuration that may be used, or sentences that say what is wrong with it. Pure. */
import schema from '../../config.schema.json';
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
    return { config: null, problems: [`It is no valid JSON: ${(error as Error).message}.`] };
  }
  const problems = differences(value, schema as Schema);
  if (problems.length > 0) return { config: null, problems };

  const { $schema: _, ...said } = value as Partial<Config> & { $schema?: string };
  const destinations = (said.destinations ?? []).map((each) => resolved(each, page));
  destinations.forEach((each, index) => {
    if (!isSafeAddress(each.url)) {
      problems.push(
        `destinations[${index}].url must be HTTPS. Plain HTTP is only for this computer itself (127.0.0.1 or localhost).`,
      );
    }
    const { hostname, origin } = URL.canParse(each.url) ? new URL(each.url) : { hostname: '', origin: '' };
    if (hostname.startsWith('[') && origin !== new URL(page).origin) {
      problems.push(`destinations[${index}].url: no Content-Security-Policy can name an IPv6 address. Give a name, such as localhost.`);
    }
    if (destinations.findIndex((other) => other.name === each.name) !== index) {
      problems.push(`destinations[${index}].name stands there twice.`);
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
