/** What the user typed to sign in. It lives in memory, becomes the header of a request, and nothing else. */
import type { Authentication } from '../../config/types';
import { say } from '../../words';

export interface SignIn {
  name: string;
  /** Password or token. */
  secret: string;
}

export const NOBODY: SignIn = { name: '', secret: '' };

/** A sentence that says what is missing, or null. */
export function signInProblem(authentication: Authentication, { name, secret }: SignIn): string | null {
  if (authentication === 'basic' && (name === '' || secret === '')) return say('sign-in-name-missing');
  if (authentication === 'basic' && name.includes(':')) return say('sign-in-name-colon');
  if (authentication === 'bearer' && !/^[A-Za-z0-9._~+/-]+=*$/.test(secret.trim())) return say('sign-in-token-missing');
  return null;
}

export function signInHeaders(authentication: Authentication, { name, secret }: SignIn): Record<string, string> {
  if (authentication === 'none') return {};
  if (authentication === 'bearer') return { Authorization: `Bearer ${secret.trim()}` };
  const bytes = new TextEncoder().encode(`${name}:${secret}`);
  return { Authorization: `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}` };
}
