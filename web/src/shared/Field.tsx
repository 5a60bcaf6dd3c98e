import { useLayoutEffect, useRef, useState } from 'preact/hooks';

interface FieldProps {
  value: string | number;
  type?: 'number';
  min?: number;
  max?: number;
  id?: string;
  title?: string;
  maxLength?: number;
  'aria-describedby'?: string;
  /** With what was typed, once the field is left or Enter was pressed. */
  onEntered: (text: string) => void;
  /** A class beside that of all fields. */
  look?: string;
  /** Set once, when it is there. */
  focus?: boolean;
}

/**
 * A field whose value counts once it was entered. What somebody is typing stays theirs, whatever is drawn anew meanwhile: a
 * `value` on the element itself would be set back with every drawing.
 */
export function Field({ value, type, onEntered, look = '', focus = false, ...more }: FieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const typing = useRef(false);
  const [entered, setEntered] = useState(0);
  useLayoutEffect(() => {
    if (!typing.current) input.current!.value = String(value);
  }, [value, entered]);
  useLayoutEffect(() => {
    if (focus) input.current!.focus();
  }, []);
  return (
    <input
      {...more}
      ref={input}
      type={type as 'number'}
      class={`field ${look}`}
      onInput={() => (typing.current = true)}
      onChange={({ currentTarget }) => {
        typing.current = false;
        onEntered(currentTarget.value);
        // What could not be taken goes, also where the value stays the same.
        setEntered((count) => count + 1);
      }}
    />
  );
}
