import type { ComponentChildren } from 'preact';
import { say } from '../words';
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

export function Summary({ summary, uploads }: { summary: Numbers; uploads: boolean }) {
  const approved = [say('summary-approved-of', { approved: summary.approvedSeries, all: summary.series })];
  if (summary.leftOutSeries) approved.push(say('summary-approved-left-out', { series: summary.leftOutSeries }));
  if (summary.waived) approved.push(say('summary-approved-waived', { series: summary.waived }));
  const stays: string[] = [];
  if (summary.notApproved) stays.push(say('summary-not-approved', { objects: summary.notApproved }));
  if (summary.leftOut) stays.push(say('summary-left-out', { objects: summary.leftOut }));
  if (summary.quarantined) stays.push(say('summary-quarantined', { files: summary.quarantined }));
  if (summary.notDicom) stays.push(say('summary-not-dicom', { files: summary.notDicom }));
  if (summary.unfinished) stays.push(say('summary-unfinished', { files: summary.unfinished }));
  return (
    <dl class="summary">
      <Line name={say('summary-approved')}>{approved.join(', ')}</Line>
      <Line name={say('summary-leaves')}>
        {summary.leaving > 0
          ? say('summary-leaves-size', { objects: summary.leaving, size: bytes(summary.bytes) })
          : say('objects', { objects: 0 })}
      </Line>
      <Line name={say('summary-redactions')}>{say('summary-areas', { areas: summary.redactions })}</Line>
      {summary.crops > 0 && <Line name={say('summary-cropped')}>{say('objects', { objects: summary.crops })}</Line>}
      {summary.displaced > 0 && (
        <Line name={say('summary-displaced')} kind="warn">
          {say('summary-displaced-objects', { objects: summary.displaced })}
        </Line>
      )}
      {summary.teaching > 0 && (
        <Line name={say('summary-teaching')} {...(uploads ? { kind: 'warn' as const } : {})}>
          {say(uploads ? 'summary-teaching-not-uploaded' : 'summary-teaching-where', { drawings: summary.teaching })}
        </Line>
      )}
      {summary.leaving > 0 && (
        <Line name={say('summary-search')} kind="ok">
          {say('summary-search-found')}
        </Line>
      )}
      <Line name={say('summary-stays')} {...(summary.notApproved || summary.quarantined ? { kind: 'warn' as const } : {})}>
        {stays.length ? stays.join(', ') : say('summary-stays-nothing')}
      </Line>
    </dl>
  );
}
