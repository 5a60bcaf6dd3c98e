/** Draws the proposals over the image as outlines; nothing of ours covers what may be text. */
import './places.css';
import { say } from '../../words';
import { shownItem, viewport } from '../state';
import { blanked, pathOf } from '../shapes/areas';
import { comparing } from '../shapes/before';
import { onScreen } from '../shapes/onscreen';
import { inImage, outlineOf } from '../shapes/ShapeLayer';
import { areaOf, likeness } from './proposals';
import { openOnFrame, preview } from './state';

export function PlacesLayer() {
  const at = onScreen.value;
  const proposed = openOnFrame.value;
  const image = shownItem.value?.instance?.image;
  if (!at || !image || comparing.value || proposed.length === 0) return null;
  const { width, height } = viewport.value.size.value;
  const previewed = new Set(preview.value.map(likeness));
  return (
    <svg class="shapes" width={width} height={height} role="group" aria-label={say('places-label')}>
      {proposed.map(({ proposal }) => {
        const area = areaOf(proposal);
        return (
          <g key={likeness(proposal)} {...inImage(at.placement)} role="img" aria-label={proposal.why}>
            {previewed.has(likeness(proposal)) && <path class="place-preview" d={pathOf(blanked(area, at.bounds, image.grows))} />}
            <path class={`place${proposal.keep ? ' keep' : ''}`} d={outlineOf(area)} />
          </g>
        );
      })}
    </svg>
  );
}
