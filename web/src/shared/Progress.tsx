interface ProgressProps {
  label: string;
  /** What stands at the right: rate and time left. */
  detail?: string;
  /** From 0 to 1. */
  value: number;
}

export function Progress({ label, detail, value }: ProgressProps) {
  const part = Math.min(1, Math.max(0, value));
  return (
    <div class="progress">
      <div class="progress-words">
        <strong>{label}</strong>
        {detail && <span>{detail}</span>}
      </div>
      <div
        class="progress-track"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(part * 100)}
      >
        <div class="progress-fill" style={{ transform: `scaleX(${part})` }} />
      </div>
    </div>
  );
}
