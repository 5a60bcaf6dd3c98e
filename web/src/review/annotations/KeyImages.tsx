/** Starred images with their captions. */
import { current, drawing } from '../../case/store';
import { Button, IconButton } from '../../shared/Button';
import { title } from '../actions/action';
import { starAction } from '../actions/teaching';
import { place } from '../state';
import { removeAnnotation } from './edit';
import { placeWords, showFrame } from './jump';
import { hereKey } from './state';
import { Typed } from './Typed';

export function KeyImages() {
  void current.value;
  const keys = drawing.value.annotations.filter(({ kind }) => kind === 'key image');
  const at = place.value;
  return (
    <section class="elsewhere" aria-label="Key images">
      <h3>Key images</h3>
      <ul aria-label="Key images">
        {keys.map((each) => (
          <li key={each.id} class={`key-image${each.item === at?.id && each.frame === at.frame ? ' here' : ''}`}>
            <div class="redaction-elsewhere">
              <button type="button" class="redaction-name" onClick={() => showFrame(each.item, each.frame)}>
                <strong>{placeWords(each.item, each.frame)}</strong>
              </button>
              <IconButton icon="trash-2" label={`Take the star from ${placeWords(each.item, each.frame)}`} onClick={() => removeAnnotation(each.id)} />
            </div>
            <Typed annotation={each} label="Caption" />
          </li>
        ))}
      </ul>
      <div class="redaction-add">
        <Button icon="star" title={title(starAction)} disabled={!starAction.enabled!()} onClick={starAction.run}>
          {hereKey.value ? 'Take the star away' : 'Star this image'}
        </Button>
      </div>
    </section>
  );
}
