/**
 * What the page says. The texts stand in the catalogue beside this file, `en/*.ftl`, in the format of Project Fluent; code names
 * a message by its id. Each build makes `messages.ts` from the catalogue: it lets the compiler check ids and the values that they
 * need.
 */
import { FluentBundle } from '@fluent/bundle';
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { LANGUAGES, type Language } from './languages';
import type { MessageId, Messages } from './messages';

export type { Language };

/** The names of the values that a message needs; `never` where it needs none. */
type Needs<Id extends MessageId> = Messages[Id];
type Values<Id extends MessageId, Value> = [Needs<Id>] extends [never] ? [] : [values: Record<Needs<Id>, Value>];
/** The ids that need no value: what a table of names may hold. */
export type Plain = { [Id in MessageId]: [Needs<Id>] extends [never] ? Id : never }[MessageId];

const ENGLISH = bundle('en');
const bundles = signal<readonly FluentBundle[]>([ENGLISH]);

/** The language of the page; what it lacks is said in English. */
export function speak(language: Language): void {
  document.documentElement.lang = language;
  bundles.value = language === 'en' ? [ENGLISH] : [bundle(language), ENGLISH];
}

function bundle(language: Language): FluentBundle {
  const { resources, transform } = LANGUAGES[language];
  // Without marks of direction around each value: they would be copied with a text, and searched in vain.
  const made = new FluentBundle(language, { useIsolating: false, transform });
  for (const resource of resources) made.addResource(resource);
  return made;
}

/**
 * A text. Read while drawing, and never kept in a constant of a module: the language is known only once the site has told it.
 * A count is given as a number, which comes out as "3,000"; a place in an order, a year, a code as a string, which stays as it is.
 */
export function say<Id extends MessageId>(id: Id, ...[values]: Values<Id, string | number>): string {
  for (const each of bundles.value) {
    const pattern = each.getMessage(id)?.value;
    // A text without values is a plain string here, which has to pass through the bundle all the same: there it gets its disguise.
    if (pattern) return each.formatPattern(pattern, values as Record<string, string | number>);
  }
  throw new Error(`the catalogue has no ${id}`);
}

/** A text with elements in it: "Drop them <b>here</b>". */
export function sayWith<Id extends MessageId>(id: Id, values: Record<Needs<Id>, ComponentChildren>): ComponentChildren[] {
  const entries = Object.entries<ComponentChildren>(values);
  // Characters for private use: no text has them, and none of them is a letter that a language would change.
  const marks = entries.map(([name, value], at) => [name, typeof value === 'number' ? value : `\uE000${at}\uE000`] as const);
  const text = (say as (id: MessageId, values: object) => string)(id, Object.fromEntries(marks));
  return text.split('\uE000').map((part, at) => (at % 2 === 0 ? part : entries[Number(part)]![1]));
}
