/** What remains in the header, in the margin around the image; letters for the sides of the patient, and a scale. */
import { keyOf } from '../../case/annotations';
import { unshowable } from '../../case/model';
import { drawing, patients } from '../../case/store';
import { say } from '../../words';
import { value } from '../../words/numbers';
import { dayOf } from './day';
import { measured } from './drawing';
import { place } from './geometry';
import { isLinked } from './layout';
import { edgesOf, sideWords } from './orientation';
import { rulerOf, type Ruler } from './ruler';
import type { Viewport } from './viewport';

function windowWords({ shown, display }: Viewport): string {
  const frame = shown.value;
  if (!frame) return '';
  const voi = display.value.voi(frame);
  return voi.kind === 'lut' ? say('overlay-lut') : say('window-values', { width: value(voi.width), level: value(voi.center) });
}

/** An upright line with marks, as long as its words say. */
function Scale({ ruler: { length, parts, words } }: { ruler: Ruler }) {
  const marks = Array.from({ length: parts + 1 }, (_, at) => (at * length) / parts);
  return (
    <div class="scale">
      <span>{words}</span>
      <svg width="8" height={length + 2} aria-hidden="true">
        <path d={`M7 1v${length}${marks.map((at, each) => `M7 ${1 + at}h${each % parts ? -4 : -7}`).join('')}`} />
      </svg>
    </div>
  );
}

export function Words({ viewport }: { viewport: Viewport }) {
  const item = viewport.item.value;
  const series = viewport.series.value;
  const size = viewport.size.value;
  if (!item?.instance || !series || size.width === 0) return null;
  const { instance } = item;
  const { image } = instance;
  const frame = viewport.shown.value;
  const measure = measured(viewport);
  const placement = measure && place(viewport.display.value.view, size, measure);
  const visible = image !== null && unshowable(item) === null;
  const edges = frame && placement && visible && edgesOf(frame.space, placement);
  const ruler = frame && placement && visible && rulerOf(frame.space, placement, size.height * 0.4);
  const studies = patients.value.find(({ pseudonym }) => pseudonym === instance.patient)?.studies ?? [];
  const day = dayOf(instance.study.uid, studies);
  const zoom = placement && Math.round(placement.perColumn * (window.devicePixelRatio || 1) * 100);
  const at = viewport.place.value!.frame;
  return (
    <>
      <div class="words">
        <span>
          {say('patient', { patient: instance.patient })}{' '}
          {day !== null && <span>{day}</span>}
        </span>{' '}
        <span>{series.title}</span>{' '}
        <span>
          {say('overlay-place', { number: String(viewport.index.value + 1), total: String(series.stack.length) })}{' '}
          {image && image.frames > 1 && series.ids.length > 1 && (
            <span>{say('overlay-frame', { number: String(at + 1), total: String(image.frames) })}</span>
          )}{' '}
          {keyOf(drawing.value.annotations, item.id, at) && <span>{say('overlay-key-image')}</span>}{' '}
          {image && <span class="less">{`${image.columns} × ${image.rows}`}</span>}
          {isLinked() && <span class="linked">{say('overlay-linked')}</span>}
        </span>{' '}
        <span>
          {image && <span>{windowWords(viewport)}</span>}{' '}
          {zoom !== null && <span>{say('overlay-zoom', { zoom: String(zoom) })}</span>}
        </span>
      </div>
      {edges && (
        <>
          <span class="edge edge-left">{sideWords(edges.left)}</span>
          <span class="edge edge-top">{sideWords(edges.top)}</span>
        </>
      )}
      {ruler && <Scale ruler={ruler} />}
    </>
  );
}
