/** What other viewers write over the corners of the image stands below it here, so that it hides nothing. */
import { unshowable } from '../../case/model';
import { value } from '../../shared/words';
import { RewritingOthers } from './Rewriting';
import { display, index, place as shownPlace, series, shown, shownItem } from '../state';

function windowWords(): string {
  const frame = shown.value;
  if (!frame) return '';
  const voi = display.value.voi(frame);
  if (voi.kind === 'lut') return 'VOI LUT of the file';
  return `W ${value(voi.width)} L ${value(voi.center)}`;
}

export function InfoStrip() {
  const item = shownItem.value;
  const now = series.value;
  if (!item?.instance || !now) return null;
  const { instance } = item;
  const image = instance.image;
  const zoom = Math.round(display.value.view.zoom * 100);
  const frames = image && image.frames > 1 ? ` · frame ${shownPlace.value!.frame + 1} of ${image.frames}` : '';
  return (
    <div class="info-strip">
      <span class="info-what">
        {now.title} · {index.value + 1} of {now.stack.length}
        {frames}
      </span>
      <RewritingOthers />
      {item.leftOut && <span class="chip">left out</span>}
      {zoom > 101 && unshowable(item) === null && image && (
        <span class="info-hint">Zoomed in: only a whole image counts as seen</span>
      )}
      <span class="info-numbers">
        {image && `${image.columns} × ${image.rows}`}
        {image && <span>{windowWords()}</span>}
        {image && <span>{zoom === 100 ? 'fit' : `fit × ${(zoom / 100).toFixed(2)}`}</span>}
      </span>
    </div>
  );
}
