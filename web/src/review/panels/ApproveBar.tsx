/** The decision on a series, and what it still waits for. */
import { canWaive, leaveOut, takeBackApproval, takeBackWaiver, waiveSeries } from '../../case/approve';
import { afterAnswer, answer, onceAnswered, type Answer } from '../../case/question';
import { item } from '../../case/store';
import { unshowable } from '../../case/model';
import { openFrames, type SeriesStatus } from '../../case/status';
import type { Series } from '../../case/group';
import { reconcile } from '../../case/writer';
import { open as openStep } from '../../app/step';
import { Button } from '../../shared/Button';
import { say, type Plain } from '../../words';
import { allSeries } from '../../case/store';
import { statusOf } from '../../case/status';
import { keyWords } from '../actions/action';
import { approve, leaveOutSeries, nextSeries } from '../actions/series';
import { series, status, waiving } from '../state';
import { OpenProposals } from '../places/OpenProposals';
import { lookedWords } from './looked';
import { QuestionDialog } from './QuestionDialog';
import { RiskNote } from './RiskNote';
import { WaiveDialog } from './WaiveDialog';

const FOUND: Record<Answer['found'], Plain> = {
  nothing: 'found-nothing',
  stays: 'found-stays',
  'not looked for': 'found-not-looked',
};

/** The answer that holds for the case, to be changed. */
function Answered() {
  if (!answer.value) return null;
  return (
    <p class="approve-answer">
      {say(FOUND[answer.value.found])}{' '}
      <button type="button" class="link" onClick={() => (afterAnswer.value = () => undefined)}>
        {say('found-change')}
      </button>
    </p>
  );
}

function words(now: Series, state: SeriesStatus): string {
  switch (state.state) {
    case 'approved':
      return say('approve-approved');
    case 'waived':
      return say('approve-waived');
    case 'left out':
      return say('note-left-out');
    case 'cannot be shown':
      return say('approve-unshowable', { images: state.unshowable });
    case 'writing':
      return say('approve-writing', { images: state.writing });
    case 'ready':
      return say(state.frames ? 'approve-seen' : 'approve-no-image');
    default:
      return say('approve-open', { frames: openFrames(now, item) });
  }
}

function allDone(): boolean {
  return allSeries.value.every((each) => ['approved', 'waived', 'left out'].includes(statusOf(each, item).state));
}

function Actions({ now, state }: { now: Series; state: SeriesStatus }) {
  if (state.state === 'left out') return <Button onClick={leaveOutSeries.run}>{say('approve-take-in')}</Button>;
  if (state.state === 'approved' || state.state === 'waived') {
    const back = () => {
      if (state.state === 'approved') return takeBackApproval(now.ids);
      takeBackWaiver(now.ids);
      reconcile();
    };
    return (
      <>
        <Button onClick={back}>{say('approve-take-back')}</Button>
        {allDone() ? (
          <Button kind="primary" icon="arrow-right" onClick={() => openStep('share')}>
            {say('approve-share')}
          </Button>
        ) : (
          <Button kind="primary" onClick={nextSeries.run}>
            {say(nextSeries.label)}
          </Button>
        )}
      </>
    );
  }
  if (state.state === 'cannot be shown') {
    const ids = now.ids.filter((id) => item(id) && unshowable(item(id)!) !== null);
    return (
      <Button kind="primary" onClick={() => leaveOut(ids, true)}>
        {say('approve-leave-out', { images: ids.length })}
      </Button>
    );
  }
  return (
    <>
      {state.state !== 'ready' && (
        <Button disabled={!canWaive(now)} onClick={() => onceAnswered(() => (waiving.value = true))}>
          {say('approve-waive')}
        </Button>
      )}
      <Button kind="primary" disabled={!approve.enabled!()} onClick={approve.run}>
        {say(approve.label)}
      </Button>
    </>
  );
}

export function ApproveBar() {
  const now = series.value;
  const state = status.value;
  if (!now || !state) return null;
  return (
    <div class="approve">
      {!['approved', 'waived', 'left out'].includes(state.state) && <RiskNote series={now} />}
      {!['approved', 'waived', 'left out'].includes(state.state) && <OpenProposals />}
      <div class="approve-words">
        <span role="status">{words(now, state)}</span>
        <span class="keys" aria-hidden="true">
          {say('approve-keys', { approve: keyWords(approve.keys[0]!), next: keyWords(nextSeries.keys[0]!) })}
        </span>
      </div>
      <p class="approve-seen">{lookedWords(now)}</p>
      <div class="approve-actions">
        <Actions now={now} state={state} />
      </div>
      {state.state !== 'left out' && (
        <button type="button" class="link approve-out" onClick={leaveOutSeries.run}>
          {say(leaveOutSeries.label)}
        </button>
      )}
      <Answered />
      {afterAnswer.value && <QuestionDialog />}
      {waiving.value && (
        <WaiveDialog
          frames={openFrames(now, item)}
          onClose={() => {
            waiving.value = false;
          }}
          onWaive={(reason) => {
            waiving.value = false;
            waiveSeries(now, reason);
            reconcile();
          }}
        />
      )}
    </div>
  );
}
