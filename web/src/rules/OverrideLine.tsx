/** One line in a list of overrides: what is done to the attribute, in what place, and why. */
import type { ComponentChildren } from 'preact';
import { rules } from '../case/profile';
import { titleOf, whereOf, type Override } from './attributes';

/** So many of a list are shown at first: a script that removes whatever it does not name has thousands. */
export const SHOWN = 60;

interface OverrideLineProps {
  override: Override;
  /** The UID that it holds for, where it does not hold for the case. */
  title?: string;
  /** What stands beside the place of the attribute. */
  scope?: ComponentChildren;
  /** The buttons, or why there are none. */
  children: ComponentChildren;
}

export function OverrideLine({ override: { path, strategy, text }, title, scope, children }: OverrideLineProps) {
  return (
    <li class="override" title={title}>
      <div class="override-what">
        <strong>{titleOf(path)}</strong> <span class="override-where">{whereOf(path)}</span> {scope}
        <p>
          <span class="override-strategy">{strategy}</span>
          {text && <span class="mono override-own-text">{text}</span>} {rules.value?.strategies[strategy]}
        </p>
      </div>
      {children}
    </li>
  );
}
