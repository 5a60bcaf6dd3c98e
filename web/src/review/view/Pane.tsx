/**
 * The image as it will leave, with the redactions over it.
 *
 * At fit nothing else is drawn over the image: text of ours could hide text that is burned in. It stands in the margin
 * around it, and an image that lies under it does not count as seen.
 */
import { useEffect, useRef } from 'preact/hooks';
import { markSeen } from '../../case/approve';
import { unshowable } from '../../case/model';
import { Button } from '../../shared/Button';
import { Icon } from '../../shared/Icon';
import { screenScale } from '../../shared/scale';
import { say, sayWith } from '../../words';
import { AnnotationLayer } from '../annotations/AnnotationLayer';
import { isCovered } from '../annotations/state';
import { tryAgain } from '../frames';
import { BeforeWords } from '../shapes/BeforeWords';
import { PlacesLayer } from '../places/PlacesLayer';
import { ShapeLayer } from '../shapes/ShapeLayer';
import { texts, tool, viewport as inUse, viewports } from '../state';
import { Dwell } from './dwell';
import { followDrawing, isWhole } from './drawing';
import { Pointer } from './pointer';
import { Rewriting, RewritingOthers } from './Rewriting';
import type { Viewport } from './viewport';
import { Words } from './Words';

/** Room for one line of words, and for the letters and the scale at the sides. */
const MARGIN = 24;

/** What stands in the place of an image. */
function Placeholder({ viewport }: { viewport: Viewport }) {
  const item = viewport.item.value;
  if (!item?.instance) return null;
  const sentence = unshowable(item);
  if (sentence === null && item.instance.image) return null;
  return (
    <div class="placeholder">
      <Icon name="image-off" size={40} />
      {sentence === null ? (
        <>
          <h3>{say('place-no-image')}</h3>
          <p>{sayWith('place-no-image-holds', { class: <span class="mono">{item.instance.sopClass}</span> })}</p>
        </>
      ) : (
        <>
          <h3>{say('place-unshowable')}</h3>
          <p>{sentence}</p>
          <p>{say('place-unshowable-then')}</p>
          {item.cannotShow !== null && <Button onClick={() => tryAgain(item)}>{say('try-again')}</Button>}
        </>
      )}
    </div>
  );
}

/** What a person has to know of the image right now. Such an image does not count as seen, so this may lie over it. */
function Notes({ viewport }: { viewport: Viewport }) {
  return (
    <div class="pane-notes">
      <BeforeWords viewport={viewport} />
      <Rewriting viewport={viewport} />
      {viewport.item.value?.leftOut && <span class="pane-note">{say('note-left-out')}</span>}
      {inUse.value === viewport && isCovered.value && (
        <span class="pane-note warn-text">{say('note-covered')}</span>
      )}
      {!isWhole(viewport) && <span class="pane-note warn-text">{say('note-part')}</span>}
    </div>
  );
}

export function Pane({ viewport }: { viewport: Viewport }) {
  const port = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    const element = port.current!;
    const dwell = new Dwell((painted) => markSeen([painted]));
    const pointer = new Pointer(element, viewport);
    const stopDrawing = followDrawing(viewport, element, canvas.current!, dwell);
    const observer = new ResizeObserver(() => {
      viewport.size.value = { width: element.clientWidth, height: element.clientHeight, margin: MARGIN * screenScale() };
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      stopDrawing();
      pointer.close();
    };
  }, [viewport]);

  const here = inUse.value === viewport;
  const classes = ['viewport', `tool-${tool.value}`, here && viewports.value.length > 1 && 'in-use', viewport.item.value?.leftOut && 'left-out'];
  const length = viewport.series.value?.stack.length ?? 0;
  return (
    <div class={classes.filter(Boolean).join(' ')} ref={port}>
      <canvas ref={canvas} role="img" aria-label={say('image-here', { number: String(viewport.index.value + 1), total: String(length) })} />
      <ShapeLayer viewport={viewport} />
      {here && <PlacesLayer />}
      {here && <AnnotationLayer />}
      <Placeholder viewport={viewport} />
      {texts.value && <Words viewport={viewport} />}
      <Notes viewport={viewport} />
      {here && <RewritingOthers />}
    </div>
  );
}
