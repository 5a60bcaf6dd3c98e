import { useEffect, useRef } from 'preact/hooks';
import type { Annotation } from '../../case/annotations';
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
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (first && text === '') input.current?.focus();
  }, [id]);
  return (
    <div class="teaching-text">
      <label for={`text-${id}`}>{label}</label>
      <input
        ref={input}
        id={`text-${id}`}
        class="field"
        aria-describedby={`naming-${id}`}
        maxLength={LONGEST}
        value={text}
        onChange={(event) => changeAnnotation(id, { text: event.currentTarget.value.trim() })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
      {naming.value.has(text) && (
        <span class="warn-text" role="alert" id={`naming-${id}`}>
          This names the patient. Change it: nothing leaves with it.
        </span>
      )}
    </div>
  );
}
