import type { ComponentChildren } from 'preact';
import { count } from '../shared/words';
import { bytes } from '../words/numbers';
import type { Summary as Numbers } from './summarize';

function Line({ name, children, kind }: { name: string; children: ComponentChildren; kind?: 'ok' | 'warn' }) {
  return (
    <div class="line">
      <dt>{name}</dt>
      <dd class={kind}>{children}</dd>
    </div>
  );
}

export function Summary({ summary }: { summary: Numbers }) {
  const stays: string[] = [];
  if (summary.notApproved) stays.push(`${count(summary.notApproved, 'object')} not approved`);
  if (summary.leftOut) stays.push(`${count(summary.leftOut, 'object')} left out`);
  if (summary.quarantined) stays.push(`${summary.quarantined} in quarantine`);
  if (summary.notDicom) stays.push(`${summary.notDicom} not DICOM`);
  if (summary.unfinished) stays.push(`${count(summary.unfinished, 'file')} not finished`);
  const series = `${summary.approvedSeries} of ${summary.series}`;
  return (
    <dl class="summary">
      <Line name="Series approved">
        {series}
        {summary.leftOutSeries > 0 && <span>, {summary.leftOutSeries} left out</span>}
        {summary.waived > 0 && <span>, {summary.waived} by waiver</span>}
      </Line>
      <Line name="What leaves">
        {count(summary.leaving, 'object')}
        {summary.leaving > 0 && `, ${bytes(summary.bytes)}`}
      </Line>
      <Line name="Redactions">{summary.redactions === 0 ? 'none' : count(summary.redactions, 'area')}</Line>
      {summary.crops > 0 && <Line name="Cropped">{count(summary.crops, 'object')}</Line>}
      {summary.displaced > 0 && (
        <Line name="Points into a cropped image" kind="warn">
          {count(summary.displaced, 'object')}, listed in the report
        </Line>
      )}
      {summary.teaching > 0 && <Line name="Key images and drawings">{summary.teaching}, in teaching.json of the zip</Line>}
      {summary.leaving > 0 && (
        <Line name="Search for the patient’s details" kind="ok">
          none found in what leaves
        </Line>
      )}
      <Line name="What stays here" {...(summary.notApproved || summary.quarantined ? { kind: 'warn' as const } : {})}>
        {stays.length ? stays.join(', ') : 'nothing'}
      </Line>
    </dl>
  );
}
