/** The languages that the page can speak. To add one: a folder like `en/`, a line here, and its name in web/config.schema.json. */
import type { FluentResource } from '@fluent/bundle';
import { english } from './en';
import { pseudo } from './pseudo';

interface Catalogue {
  readonly resources: readonly FluentResource[];
  /** What is done to the words of each message, apart from its values. */
  readonly transform?: (words: string) => string;
}

/** `en-XA` is English in disguise: what stays plain in it does not stand in the catalogue. */
export type Language = 'en' | 'en-XA';

export const LANGUAGES: Record<Language, Catalogue> = {
  en: { resources: english },
  'en-XA': { resources: english, transform: pseudo },
};
