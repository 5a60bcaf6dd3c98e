/** What config.json says (web/config.schema.json), with defaults filled in and addresses resolved. */

import type { Language } from '../words';

export type Authentication = 'none' | 'basic' | 'bearer';

/** A server that approved instances may be uploaded to. */
export interface Destination {
  readonly name: string;
  readonly kind: 'dicomweb';
  /** Absolute base of the service; ends with a slash. */
  readonly url: string;
  readonly authentication: Authentication;
}

/** A wheel with a site's own rules, beside the page. */
export interface Extension {
  readonly wheel: string;
  readonly sha256: string;
}

export interface Config {
  readonly title: string;
  readonly language: Language;
  /** The one that is in force until somebody chooses another. */
  readonly profile: 'basic' | 'hipaa' | 'research' | 'strict' | 'teaching';
  /** Options that stay as that profile has them; while there are any, its overrides and classes stay too. */
  readonly lockedOptions: readonly string[];
  readonly destinations: readonly Destination[];
  /** After so many minutes without a touch the case is cleared; null for never. */
  readonly idleMinutes: number | null;
  readonly extensions: readonly Extension[];
}

export const DEFAULT: Config = {
  title: 'Curtain',
  language: 'en',
  profile: 'basic',
  lockedOptions: [],
  destinations: [],
  idleMinutes: null,
  extensions: [],
};
