/** Made from `en/*.ftl` by web/tools/messages.mjs, with every build. */

/** The values that each message of the catalogue needs. */
export interface Messages {
  'cancel': never;
  'clear-again-key': never;
  'clear-again-random': never;
  'clear-do': never;
  'clear-keep': never;
  'clear-key-unsaved': never;
  'clear-not-taken': never;
  'clear-stays': never;
  'clear-stays-archive': never;
  'clear-stays-parts': never;
  'clear-title': never;
  'clear-what': 'files';
  'close': never;
  'config-answered': 'status';
  'config-no-answer': never;
  'config-unread': 'reason';
  'config-wrong': 'problems';
  'files': 'files';
  'frames': 'frames';
  'idle-keep': never;
  'idle-text': 'time';
  'idle-title': never;
  'images': 'images';
  'minutes': 'minutes';
  'number': 'number';
  'objects': 'objects';
  'patients': 'patients';
  'requests': 'requests';
  'requests-all-to': 'host' | 'requests';
  'requests-loading': never;
  'requests-none': 'requests';
  'requests-title': never;
  'requests-to': 'hosts' | 'requests';
  'seconds': 'seconds';
  'size-b': 'size';
  'size-gb': 'size';
  'size-kb': 'size';
  'size-mb': 'size';
  'size-tb': 'size';
  'step-add': never;
  'step-done': never;
  'step-review': never;
  'step-rules': never;
  'step-share': never;
  'steps': never;
  'theme-dark': never;
  'theme-light': never;
  'time-hours': 'hours' | 'minutes';
  'time-minutes': 'minutes';
  'time-none': never;
  'time-seconds': 'seconds';
}

export type MessageId = keyof Messages;
