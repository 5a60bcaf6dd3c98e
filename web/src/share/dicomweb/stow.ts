/**
 * STOW-RS (PS3.18 10.5): the body of a request for one instance, and what its answer says of that instance.
 *
 * The status of the answer decides nothing: servers say 200 and store nothing. Only the two sequences of the answer count.
 */
import { say } from '../../words';

/** `failed` carries the server's FailureReason (0008,1197); `unnamed` when the answer does not speak of the instance. */
type Said = { kind: 'referenced' } | { kind: 'failed'; reason: number | null } | { kind: 'unnamed' };

const REFERENCED_SOP_SEQUENCE = '00081199';
const FAILED_SOP_SEQUENCE = '00081198';
const REFERENCED_SOP_INSTANCE_UID = '00081155';
const FAILURE_REASON = '00081197';

interface StowBody {
  contentType: string;
  blob: Blob;
}

/** The instance between the two lines of a multipart body. A Blob of Blobs: the browser streams it, nothing is copied. */
export function stowBody(instance: Blob): StowBody {
  const random = crypto.getRandomValues(new Uint8Array(16));
  const boundary = `curtain-${Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  return {
    contentType: `multipart/related; type="application/dicom"; boundary=${boundary}`,
    blob: new Blob([`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`, instance, `\r\n--${boundary}--\r\n`]),
  };
}

/** What an answer in DICOM JSON or in the Native DICOM Model (XML) says of the instance. */
export function said(text: string, uid: string): Said {
  const root = fromJson(text) ?? fromXml(text);
  if (!root) return { kind: 'unnamed' };
  const of = (sequence: string) => root(sequence).find((item) => item(REFERENCED_SOP_INSTANCE_UID) === uid);
  const failed = of(FAILED_SOP_SEQUENCE);
  if (failed) {
    const reason = Number(failed(FAILURE_REASON) || NaN);
    return { kind: 'failed', reason: Number.isInteger(reason) ? reason : null };
  }
  return of(REFERENCED_SOP_SEQUENCE) ? { kind: 'referenced' } : { kind: 'unnamed' };
}

/** The first value of an attribute of an item as text. */
type Item = (tag: string) => string;
/** The items of a sequence. */
type Root = (sequence: string) => Item[];

interface JsonElement {
  Value?: unknown;
}

function values(dataset: unknown, tag: string): unknown[] {
  const value = ((dataset ?? {}) as Record<string, JsonElement | undefined>)[tag]?.Value;
  return Array.isArray(value) ? value : [];
}

function fromJson(text: string): Root | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  const dataset: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
  return (sequence) => values(dataset, sequence).map((item) => (tag) => String(values(item, tag)[0] ?? '').trim());
}

function fromXml(text: string): Root | null {
  const document = new DOMParser().parseFromString(text, 'application/xml');
  const root = document.documentElement;
  if (document.querySelector('parsererror')) return null;
  const within = (parent: Element, name: string, tag?: string) =>
    [...parent.children].filter((child) => child.localName === name && (!tag || child.getAttribute('tag') === tag));
  const attribute = (parent: Element, tag: string) => within(parent, 'DicomAttribute', tag)[0];
  return (sequence) => {
    const found = attribute(root, sequence);
    return (found ? within(found, 'Item') : []).map((item) => (tag) => {
      const element = attribute(item, tag);
      return (element && within(element, 'Value')[0]?.textContent?.trim()) ?? '';
    });
  };
}

/** PS3.18 table I.2-2, in plain words. */
export function failureWords(reason: number | null): string {
  if (reason === null) return say('refused-no-reason');
  const values = { code: reason.toString(16).toUpperCase().padStart(4, '0') };
  if (reason === 0x0110) return say('refused-unprocessed', values);
  if (reason === 0x0111) return say('refused-duplicate', values);
  if (reason === 0x0122) return say('refused-kind', values);
  if (reason === 0x0124) return say('refused-not-allowed', values);
  if (reason === 0xc122) return say('refused-syntax', values);
  if (reason >= 0xa700 && reason <= 0xa7ff) return say('refused-no-space', values);
  if (reason >= 0xa900 && reason <= 0xa9ff) return say('refused-not-its-kind', values);
  if (reason >= 0xc000 && reason <= 0xcfff) return say('refused-not-understood', values);
  return say('refused-otherwise', values);
}
