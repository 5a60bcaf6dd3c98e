import './review.css';
import { useEffect } from 'preact/hooks';
import { open } from '../app/step';
import { allSeries, current } from '../case/store';
import { Button } from '../shared/Button';
import { Icon } from '../shared/Icon';
import { say } from '../words';
import { listen } from './actions/shortcuts';
import { HelpDialog } from './help/HelpDialog';
import { Inspector } from './panels/Inspector';
import { QuarantineList } from './panels/QuarantineList';
import { SeriesList } from './panels/SeriesList';
import { Scrubber } from './panels/Scrubber';
import { Toolbar } from './panels/Toolbar';
import { QuarantinePlace } from './quarantine/QuarantinePlace';
import { Centre } from './sheet/Centre';
import { mode } from './sheet/mode';
import { playing } from './state';

function Empty() {
  const loaded = current.value.length > 0;
  return (
    <div class="nothing">
      <Icon name="image-off" size={40} />
      <h2>{say(loaded ? 'review-no-image' : 'review-nothing')}</h2>
      <p>{say(loaded ? 'review-no-image-then' : 'review-nothing-then')}</p>
      <Button kind="primary" onClick={() => open('add')}>
        {say('go-to-add')}
      </Button>
    </div>
  );
}

export function ReviewStep() {
  const held = mode.value === 'quarantine';
  useEffect(() => {
    // Nobody approves what does not stand on the screen.
    if (held) return;
    const stop = listen();
    return () => {
      stop();
      playing.value = false;
    };
  }, [held]);
  const any = allSeries.value.length > 0;
  return (
    <div class="review">
      <aside class="side" aria-label={say('review-side')}>
        <SeriesList />
        <QuarantineList />
      </aside>
      {held ? (
        <QuarantinePlace />
      ) : any ? (
        <>
          <section class="centre" aria-label={say('review-image')}>
            <Toolbar />
            <Centre />
            <Scrubber />
          </section>
          <Inspector />
          <HelpDialog />
        </>
      ) : (
        <Empty />
      )}
    </div>
  );
}
