/** One step back or forth in all that somebody did in Review: redactions, annotations, rules, leaving out, approving, waiving. */
import { setLeftOut, takeBackApproval, takeBackWaiver } from './approve';
import { turnRule } from './attribute-rule';
import { redo, undo, type Delta } from './history';
import { drawing, item, takenAway } from './store';
import { reconcile } from './writer';

/** False where nothing is left to turn round: a redaction that came later took the approval back already, or the rules are others. */
function turnRound(delta: Delta, back: boolean): boolean {
  if (delta.kind === 'draw') return true;
  if (delta.kind === 'annotate') {
    takenAway.value = false;
    return true;
  }
  if (delta.kind === 'rule') return turnRule(delta, back);
  if (delta.kind === 'leave out' || delta.kind === 'take in') {
    const out = (delta.kind === 'leave out') !== back;
    const ids = delta.ids.filter((id) => item(id) && item(id)!.leftOut !== out);
    setLeftOut(ids, out);
    return ids.length > 0;
  }
  const ids = delta.ids.filter((id) => (delta.kind === 'approve' ? item(id)?.approval : item(id)?.waiver));
  if (delta.kind === 'approve') takeBackApproval(ids);
  else takeBackWaiver(ids);
  return ids.length > 0;
}

function step(back: boolean): Delta | null {
  for (;;) {
    const next = back ? undo(drawing.value) : redo(drawing.value);
    if (!next) return null;
    drawing.value = next.drawing;
    if (!turnRound(next.delta, back)) continue;
    reconcile();
    return next.delta;
  }
}

/** What was turned round; null where there was nothing. */
export const undoStep = (): Delta | null => step(true);
export const redoStep = (): Delta | null => step(false);
