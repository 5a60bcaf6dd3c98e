import { useEffect, useRef } from 'preact/hooks';
import type { Shape } from '../../case/shapes';
import { IconButton } from '../../shared/Button';
import { say, sayWith } from '../../words';
import { draft, selected } from '../state';
import { removeShapes } from './edit';
import { jumpTo } from './jump';
import { nameOf, numbersOf, whereOf } from './words';

/** A line of a list of redactions: choosing it goes to the image. */
export function ShapeRow({ shape, elsewhere }: { shape: Shape; elsewhere?: boolean }) {
  const row = useRef<HTMLLIElement>(null);
  const chosen = selected.value === shape.id;
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <li ref={row} class={`${elsewhere ? 'redaction-elsewhere' : 'redaction'}${chosen ? ' here' : ''}`}>
      <button type="button" class="redaction-name" aria-pressed={chosen} onClick={() => jumpTo(shape)}>
        {sayWith('shape-line', { name: <strong>{nameOf(shape)}</strong>, where: whereOf(shape.target) })}
        <span class="mono">{numbersOf((draft.value?.id === shape.id && draft.value.area) || shape)}</span>
      </button>
      <IconButton
        icon="trash-2"
        label={say(shape.crop ? 'shape-delete-crop' : `shape-delete-${shape.kind}`)}
        onClick={() => removeShapes([shape.id])}
      />
    </li>
  );
}
