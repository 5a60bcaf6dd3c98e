/** All that is held back, with what can be done about it. */
import './quarantine.css';
import { useEffect } from 'preact/hooks';
import { open } from '../../app/step';
import { leaveOut } from '../../case/approve';
import { tryAgain } from '../../case/process';
import { allItems, current, item } from '../../case/store';
import { Button, IconButton } from '../../shared/Button';
import { Icon } from '../../shared/Icon';
import { saveFile } from '../../shared/save';
import { say } from '../../words';
import { mode } from '../sheet/mode';
import { asList, byReason, mayHelp, type Held } from './held';

const SHOWN = 200;

function save(): void {
  saveFile(new Blob([asList(allItems())], { type: 'text/csv' }), 'quarantine.csv');
}

function toRules(): void {
  mode.value = 'image';
  open('rules');
}

function Paths({ ids }: { ids: readonly string[] }) {
  return (
    <details open={ids.length <= 3}>
      <summary>{say('files', { files: ids.length })}</summary>
      <ul class="held-paths">
        {ids.slice(0, SHOWN).map((id) => (
          <li key={id} title={item(id)?.path}>
            {item(id)?.path}
          </li>
        ))}
        {ids.length > SHOWN && <li>{say('and-more', { more: ids.length - SHOWN })}</li>}
      </ul>
    </details>
  );
}

function Group({ held }: { held: Held }) {
  const { code, sentence, leftOut, ids } = held;
  const help = mayHelp(code);
  const files = ids.length;
  return (
    <li class={`held-group${leftOut ? ' settled' : ''}`}>
      <div class="held-words">
        <p>{sentence}</p>
        <Paths ids={ids} />
      </div>
      <div class="held-actions">
        {help.rule && !leftOut && <Button onClick={toRules}>{say('held-rule')}</Button>}
        {help.again && !leftOut && (
          <Button icon="rotate-ccw" onClick={() => tryAgain(ids)} label={say('held-again-which', { files })}>
            {say('try-again')}
          </Button>
        )}
        <Button onClick={() => leaveOut(ids, !leftOut)} label={say(leftOut ? 'held-anew-which' : 'held-out-which', { files })}>
          {say(leftOut ? 'held-anew' : 'held-out')}
        </Button>
      </div>
    </li>
  );
}

export function QuarantinePlace() {
  useEffect(() => {
    const back = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !document.querySelector('dialog[open]')) mode.value = 'image';
    };
    window.addEventListener('keydown', back);
    return () => window.removeEventListener('keydown', back);
  }, []);
  const held = current.value.filter(({ stage }) => stage === 'quarantined');
  const others = current.value.filter(({ stage }) => stage === 'not-dicom');
  const waiting = held.filter(({ leftOut }) => !leftOut).length;
  return (
    <section class="quarantine-place" aria-label={say('quarantine-place')}>
      <header>
        <h2>{held.length ? say('quarantine-files', { files: held.length }) : say('quarantine-empty')}</h2>
        <div class="quarantine-tools">
          {held.length + others.length > 0 && (
            <Button icon="download" onClick={save} title={say('quarantine-save-tip')}>
              {say('quarantine-save')}
            </Button>
          )}
          <IconButton
            icon="x"
            label={say('quarantine-back')}
            title={say('with-key', { label: say('quarantine-back'), key: say('keyboard-escape') })}
            onClick={() => (mode.value = 'image')}
          />
        </div>
        <p>
          {say(waiting > 0 ? 'quarantine-waiting' : 'quarantine-settled')}
        </p>
      </header>
      <ul>
        {byReason(held).map((each) => (
          <Group key={`${each.leftOut}${each.code}${each.sentence}`} held={each} />
        ))}
      </ul>
      {others.length > 0 && (
        <>
          <h3>
            <Icon name="file" size={16} /> {say('not-dicom')}
          </h3>
          <ul>
            {byReason(others).map((each) => (
              <li key={each.sentence} class="held-group settled">
                <div class="held-words">
                  <p>{each.sentence}</p>
                  <Paths ids={each.ids} />
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
