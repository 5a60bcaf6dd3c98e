import './side.css';
import { computed } from '@preact/signals';
import { needsEachFrame, type Series } from '../../case/group';
import { drawing, item, marks, patients } from '../../case/store';
import { statusOf, type SeriesState, type SeriesStatus } from '../../case/status';
import { Icon } from '../../shared/Icon';
import { say, sayWith, type Plain } from '../../words';
import { choose, series as chosen } from '../state';
import { leaveQuarantine, mode } from '../sheet/mode';
import { Thumb } from './Thumb';

const CHIPS: Record<SeriesState, { message: Plain; kind: string }> = {
  'left out': { message: 'chip-left-out', kind: '' },
  approved: { message: 'chip-approved', kind: 'ok' },
  waived: { message: 'chip-waived', kind: 'ok' },
  writing: { message: 'chip-writing', kind: '' },
  'cannot be shown': { message: 'chip-unshowable', kind: 'warn' },
  ready: { message: 'chip-seen', kind: 'accent' },
  'needs eyes': { message: 'chip-needs-eyes', kind: 'warn' },
};

/** Whoever decided on it knows why it was to be looked at. */
const DONE = new Set<SeriesState>(['approved', 'waived', 'left out']);

function size(series: Series): string {
  const only = series.ids.length === 1 ? item(series.ids[0]!) : undefined;
  const frames = only?.instance?.image?.frames ?? 0;
  if (frames > 1) return say('frames', { frames });
  if (only && !only.instance?.image) return say('no-image');
  return say('images', { images: series.ids.length });
}

function progress(status: SeriesStatus): string {
  const open = status.state === 'needs eyes' || status.state === 'writing';
  return open && status.frames > 0 ? say('chip-progress', { seen: status.seen, total: status.frames }) : '';
}

/** How many key images each file has. */
const starred = computed(() => {
  const stars = new Map<string, number>();
  for (const { kind, item: id } of drawing.value.annotations) if (kind === 'key image') stars.set(id, (stars.get(id) ?? 0) + 1);
  return stars;
});

function Stars({ series }: { series: Series }) {
  const stars = starred.value;
  const images = stars.size && series.ids.reduce((sum, id) => sum + (stars.get(id) ?? 0), 0);
  if (!images) return null;
  return (
    <span class="series-stars" title={say('series-key-images', { images })}>
      <Icon name="star" size={13} />
      <span class="hidden-text">{say('series-key-images', { images })}</span>
    </span>
  );
}

function Row({ series }: { series: Series }) {
  void marks.value;
  const status = statusOf(series, item);
  const chip = CHIPS[status.state];
  const here = chosen.value?.uid === series.uid && mode.value !== 'quarantine';
  const out = status.leftOut && status.state !== 'left out' ? say('series-some-out', { images: status.leftOut }) : '';
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
        <span class="series-size">{[series.modality, size(series), out].filter(Boolean).join(' · ')}</span>
        <span class="series-state">
          <span class={`chip ${chip.kind}`}>{say(status.state === 'ready' && status.frames === 0 ? 'chip-ready' : chip.message)}</span>
          {progress(status) && <span>{progress(status)}</span>}
          <Stars series={series} />
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
            {sayWith('patient', { patient: <span>{patient.pseudonym}</span> })}
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
