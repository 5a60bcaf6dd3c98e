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
import { count } from '../../shared/words';
import { allSeries } from '../../case/store';
import { statusOf } from '../../case/status';
import { approve, leaveOutSeries, nextSeries } from '../actions/series';
import { series, status, waiving } from '../state';
import { OpenProposals } from '../places/OpenProposals';
import { lookedWords } from './looked';
import { QuestionDialog } from './QuestionDialog';
import { RiskNote } from './RiskNote';
import { WaiveDialog } from './WaiveDialog';

const FOUND: Record<Answer['found'], string> = {
  nothing: 'You found nothing that only a person finds.',
  stays: 'You found something that may stay.',
  'not looked for': 'You did not look for what only a person finds.',
};

/** The answer that holds for the case, to be changed. */
function Answered() {
  if (!answer.value) return null;
  return (
    <p class="approve-answer">
      {FOUND[answer.value.found]}{' '}
      <button type="button" class="link" onClick={() => (afterAnswer.value = () => undefined)}>
        Change
      </button>
    </p>
  );
}

function words(now: Series, state: SeriesStatus): string {
  switch (state.state) {
    case 'approved':
      return 'Approved as it is shown';
    case 'waived':
      return 'Approved by waiver';
    case 'left out':
      return 'Left out: it stays on this computer';
    case 'cannot be shown':
      return `${count(state.unshowable, 'image')} cannot be shown, so nobody can approve ${state.unshowable === 1 ? 'it' : 'them'}`;
    case 'writing':
      return `${count(state.writing, 'image is', 'images are')} being written`;
    case 'ready':
      return state.frames ? 'Everything was seen' : 'No image to look at';
    default:
      return `${count(openFrames(now, item), 'frame')} still to see`;
  }
}

function allDone(): boolean {
  return allSeries.value.every((each) => ['approved', 'waived', 'left out'].includes(statusOf(each, item).state));
}

function Actions({ now, state }: { now: Series; state: SeriesStatus }) {
  if (state.state === 'left out') return <Button onClick={leaveOutSeries.run}>Take this series in again</Button>;
  if (state.state === 'approved' || state.state === 'waived') {
    const back = () => {
      if (state.state === 'approved') return takeBackApproval(now.ids);
      takeBackWaiver(now.ids);
      reconcile();
    };
    return (
      <>
        <Button onClick={back}>Take back</Button>
        {allDone() ? (
          <Button kind="primary" icon="arrow-right" onClick={() => openStep('share')}>
            Share
          </Button>
        ) : (
          <Button kind="primary" onClick={nextSeries.run}>
            Next series
          </Button>
        )}
      </>
    );
  }
  if (state.state === 'cannot be shown') {
    const ids = now.ids.filter((id) => item(id) && unshowable(item(id)!) !== null);
    return (
      <Button kind="primary" onClick={() => leaveOut(ids, true)}>
        Leave {ids.length === 1 ? 'it' : 'them'} out
      </Button>
    );
  }
  return (
    <>
      {state.state !== 'ready' && (
        <Button disabled={!canWaive(now)} onClick={() => onceAnswered(() => (waiving.value = true))}>
          Waive…
        </Button>
      )}
      <Button kind="primary" disabled={!approve.enabled!()} onClick={approve.run}>
        Approve series
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
          A approve · N next
        </span>
      </div>
      <p class="approve-seen">{lookedWords(now)}</p>
      <div class="approve-actions">
        <Actions now={now} state={state} />
      </div>
      {state.state !== 'left out' && (
        <button type="button" class="link approve-out" onClick={leaveOutSeries.run}>
          Leave this series out
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
