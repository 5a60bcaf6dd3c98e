import { useRef } from 'preact/hooks';
import { Button } from './Button';
import type { IconName } from './icons';

interface FileButtonProps {
  label: string;
  /** What the button says instead while it is at work. */
  words?: string;
  icon?: IconName;
  kind?: 'quiet';
  disabled?: boolean;
  onFile: (file: File) => void;
}

/** Pressing it asks for a JSON file; the same one can be chosen again. */
export function FileButton({ label, words = label, icon, kind, disabled = false, onFile }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button {...(icon ? { icon } : {})} {...(kind ? { kind } : {})} disabled={disabled} onClick={() => input.current?.click()}>
        {words}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={label}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
    </>
  );
}
