import type { Annotation } from '../../case/annotations';
import { Field } from '../../shared/Field';
import { say } from '../../words';
import { changeAnnotation } from './edit';
import { naming } from './state';

const LONGEST = 200;

interface WordsProps {
  annotation: Annotation;
  label: string;
  /** A text that was just put somewhere is written next. */
  first?: boolean;
}

/** Its text or caption. Nothing that names a patient leaves, and here it is told. */
export function Typed({ annotation: { id, text }, label, first }: WordsProps) {
  return (
    <div
      class="teaching-text"
      onKeyDown={({ key, target }) => {
        if (key === 'Enter') (target as HTMLElement).blur();
      }}
    >
      <label for={`text-${id}`}>{label}</label>
      <Field
        key={id}
        id={`text-${id}`}
        aria-describedby={`naming-${id}`}
        maxLength={LONGEST}
        focus={first === true && text === ''}
        value={text}
        onEntered={(typed) => changeAnnotation(id, { text: typed.trim() })}
      />
      {naming.value.has(text) && (
        <span class="warn-text" role="alert" id={`naming-${id}`}>
          {say('teaching-names')}
        </span>
      )}
    </div>
  );
}
