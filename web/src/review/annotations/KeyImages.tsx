/** Starred images with their captions. */
import { current, drawing } from '../../case/store';
import { Button, IconButton } from '../../shared/Button';
import { say } from '../../words';
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
    <section class="elsewhere" aria-label={say('key-images')}>
      <h3>{say('key-images')}</h3>
      <ul aria-label={say('key-images')}>
        {keys.map((each) => (
          <li key={each.id} class={`key-image${each.item === at?.id && each.frame === at.frame ? ' here' : ''}`}>
            <div class="redaction-elsewhere">
              <button type="button" class="redaction-name" onClick={() => showFrame(each.item, each.frame)}>
                <strong>{placeWords(each.item, each.frame)}</strong>
              </button>
              <IconButton
                icon="trash-2"
                label={say('key-image-unstar-which', { image: placeWords(each.item, each.frame) })}
                onClick={() => removeAnnotation(each.id)}
              />
            </div>
            <Typed annotation={each} label={say('key-image-caption')} />
          </li>
        ))}
      </ul>
      <div class="redaction-add">
        <Button icon="star" title={title(starAction)} disabled={!starAction.enabled!()} onClick={starAction.run}>
          {say(hereKey.value ? 'key-image-unstar' : 'key-image-star')}
        </Button>
      </div>
    </section>
  );
}
