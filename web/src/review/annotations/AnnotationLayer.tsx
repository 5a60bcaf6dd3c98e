/** Draws the annotations of the shown frame: upright and of the same weight however the image lies. */
import './annotations.css';
import type { Annotation } from '../../case/annotations';
import { onScreen } from '../shapes/onscreen';
import { say } from '../../words';
import { viewport } from '../state';
import { surfaceOf } from './edit';
import { handlesOf, lineWidth, linesOf, pathOf, textSize, underline, type Surface } from './forms';
import { areShown, chosen, hereDrawn, inHand } from './state';
import { nameOf } from './words';

const HANDLE = 4;

function Drawn({ annotation, surface }: { annotation: Annotation; surface: Surface }) {
  const isChosen = annotation.id === chosen.value?.id || annotation.id === '';
  const line = lineWidth(surface);
  const size = textSize(surface);
  const lines = annotation.kind === 'text' ? linesOf({ ...annotation, text: annotation.text || say('drawing-text') }, surface) : [];
  return (
    <g class={`annotation${isChosen ? ' chosen' : ''}`} role="img" aria-label={nameOf(annotation)}>
      {annotation.kind === 'text' ? (
        <text font-size={size} stroke-width={size / 6}>
          {lines.map(({ text, x, y }) => (
            <tspan key={y} x={x} y={y}>
              {text}
            </tspan>
          ))}
        </text>
      ) : (
        <>
          <path class="annotation-edge" d={pathOf(annotation, surface)} stroke-width={line + 2} />
          <path d={pathOf(annotation, surface)} stroke-width={line} />
        </>
      )}
      {isChosen && lines.length > 0 && <path class="annotation-under" d={underline(lines, size)} />}
      {isChosen &&
        handlesOf(annotation).map(({ grip, spot }) => {
          const { x, y } = surface.at(spot);
          return <circle key={grip} class="annotation-handle" cx={x} cy={y} r={HANDLE} />;
        })}
    </g>
  );
}

export function AnnotationLayer() {
  const at = onScreen.value;
  if (!at || !areShown.value) return null;
  const surface = surfaceOf(at);
  const moving = inHand.value;
  const drawn = hereDrawn.value.map((each) => (moving?.id === each.id ? moving : each));
  const { width, height } = viewport.value.size.value;
  return (
    <svg class="annotations" width={width} height={height} role="group" aria-label={say('drawings-label')}>
      {[...drawn, ...(moving?.id === '' ? [moving] : [])].map((each) => (
        <Drawn key={each.id} annotation={each} surface={surface} />
      ))}
    </svg>
  );
}
