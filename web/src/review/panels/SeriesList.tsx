import './side.css';
import { needsEachFrame, type Series } from '../../case/group';
import { item, marks, patients } from '../../case/store';
import { statusOf, type SeriesState, type SeriesStatus } from '../../case/status';
import { count } from '../../shared/words';
import { choose, series as chosen } from '../state';
import { leaveQuarantine, mode } from '../sheet/mode';
import { Thumb } from './Thumb';

const CHIPS: Record<SeriesState, { words: string; kind: string }> = {
  'left out': { words: 'left out', kind: '' },
  approved: { words: 'approved', kind: 'ok' },
  waived: { words: 'approved by waiver', kind: 'ok' },
  writing: { words: 'being written', kind: '' },
  'cannot be shown': { words: 'cannot be shown', kind: 'warn' },
  ready: { words: 'seen', kind: 'accent' },
  'needs eyes': { words: 'needs eyes', kind: 'warn' },
};

/** Whoever decided on it knows why it was to be looked at. */
const DONE = new Set<SeriesState>(['approved', 'waived', 'left out']);

export function size(series: Series): string {
  const only = series.ids.length === 1 ? item(series.ids[0]!) : undefined;
  const frames = only?.instance?.image?.frames ?? 0;
  if (frames > 1) return count(frames, 'frame');
  if (only && !only.instance?.image) return 'no image';
  return count(series.ids.length, 'image');
}

function progress(status: SeriesStatus): string {
  const open = status.state === 'needs eyes' || status.state === 'writing';
  return open && status.frames > 0 ? `${status.seen} of ${status.frames}` : '';
}

function Row({ series }: { series: Series }) {
  void marks.value;
  const status = statusOf(series, item);
  const chip = CHIPS[status.state];
  const here = chosen.value?.uid === series.uid && mode.value !== 'quarantine';
  const out = status.leftOut && status.state !== 'left out' ? ` · ${status.leftOut} left out` : '';
  return (
    <button
      type="button"
      class={`series${here ? ' here' : ''}${status.state === 'left out' ? ' out' : ''}`}
      aria-current={here ? 'true' : undefined}
      onClick={() => {
        choose(series.uid);
        leaveQuarantine();
      }}
    >
      <Thumb series={series} />
      <span class="series-words">
        <span class="series-title">{series.title}</span>
        <span class="series-size">
          {series.modality ? `${series.modality} · ` : ''}
          {size(series)}
          {out}
        </span>
        <span class="series-state">
          <span class={`chip ${chip.kind}`}>{status.state === 'ready' && status.frames === 0 ? 'ready' : chip.words}</span>
          {progress(status) && <span>{progress(status)}</span>}
        </span>
        {!DONE.has(status.state) && needsEachFrame(series) && (
          <span class="series-risk" title={series.risk.reasons.join(' ')}>
            {series.risk.reasons[0]}
          </span>
        )}
      </span>
    </button>
  );
}

export function SeriesList() {
  return (
    <>
      {patients.value.map((patient) => (
        <section key={patient.pseudonym} class="patient">
          <h2 class="patient-name">
            Patient <span>{patient.pseudonym}</span>
          </h2>
          {patient.studies.map((study) => (
            <div key={study.uid}>
              <h3 class="study-name">{study.title}</h3>
              {study.series.map((series) => (
                <Row key={series.uid} series={series} />
              ))}
            </div>
          ))}
        </section>
      ))}
    </>
  );
}
