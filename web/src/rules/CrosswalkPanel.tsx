import { crosswalkWanted } from '../case/crosswalk';
import { Choice } from '../shared/Choice';
import { say } from '../words';
import { Risk } from './Risk';

/** The crosswalk is made at Share, when it is known what leaves; here it is asked for. */
export function CrosswalkPanel() {
  const wanted = crosswalkWanted.value;
  return (
    <section class="rules-part rules-wide" aria-label={say('crosswalk')}>
      <h3>{say('crosswalk-title')}</h3>
      <Choice
        title={say('crosswalk-wanted')}
        checked={wanted}
        onChange={() => {
          crosswalkWanted.value = !wanted;
        }}
      >
        <span>{say('crosswalk-keeps')}</span>
        <Risk risk={say('crosswalk-risk')} />
      </Choice>
    </section>
  );
}
