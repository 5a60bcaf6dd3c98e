import './bars.css';
import { Fragment } from 'preact';
import { IconButton } from '../../shared/Button';
import { Menu } from '../../shared/Menu';
import { say } from '../../words';
import { TOOLBAR, VIEW_MENU } from '../actions';
import { keyWords, title, type Action } from '../actions/action';
import { help } from '../actions/help';
import { leaveOutImage } from '../actions/series';
import { currentPresets } from '../actions/view';
import { presetsOfFile } from '../pixels/presets';
import { cannotRedact } from '../shapes/edit';
import { display, setDisplay, shown, shownItem, tool } from '../state';

/** What holds as long as its key is down holds as long as its button is. */
function ActionButton({ action }: { action: Action }) {
  const { release } = action;
  return (
    <IconButton
      icon={action.icon!}
      label={say(action.label)}
      title={title(action)}
      pressed={action.pressed?.()}
      disabled={!(action.enabled?.() ?? true)}
      onClick={release ? () => {} : action.run}
      {...(release && { onHold: action.run, onRelease: release })}
    />
  );
}

function ViewMenu() {
  const groups = VIEW_MENU.map((actions) =>
    actions.map(({ name, label, keys, icon, pressed, enabled, run }) => ({
      name, label: say(label), hint: keyWords(keys[0]!), icon, pressed: pressed?.(), disabled: !(enabled?.() ?? true), run,
    })),
  );
  return <Menu label={say('menu-view')} groups={groups} />;
}

function PresetChoice() {
  const byKey = currentPresets();
  const ofFile = presetsOfFile(shown.value);
  const all = [...byKey, ...ofFile];
  const { voi } = display.value;
  return (
    <label class="choice">
      <span class="hidden-text">{say('window-choice')}</span>
      <select
        class="field"
        value={all.findIndex((preset) => preset.voi === voi)}
        onChange={(event) => {
          const preset = all[Number(event.currentTarget.value)];
          if (preset) setDisplay({ voi: preset.voi });
        }}
      >
        <option value={-1} disabled>
          {say('window-choose')}
        </option>
        <optgroup label={say('window-on-keys')}>
          {byKey.map((preset, at) => (
            <option key={preset.name} value={at}>
              {at + 1} {say(preset.name)}
            </option>
          ))}
        </optgroup>
        {ofFile.length > 0 && (
          <optgroup label={say('window-from-file')}>
            {ofFile.map((preset, at) => (
              <option key={at} value={byKey.length + at}>
                {preset.name}
              </option>
            ))}
          </optgroup>
        )}
      </select>
    </label>
  );
}

/** By itself, since it hangs on the image that is shown: the tools are not drawn anew with each. */
function LeaveOut() {
  const redacting = tool.value === 'redact';
  const problem = cannotRedact.value;
  const out = shownItem.value?.leftOut ?? false;
  return (
    <>
      {redacting && problem !== null && <span class="warn-text" title={problem}>{problem}</span>}
      <IconButton
        icon={out ? 'eye' : 'eye-off'}
        label={say(out ? 'take-in-image' : leaveOutImage.label)}
        title={title(leaveOutImage)}
        disabled={!leaveOutImage.enabled!()}
        onClick={leaveOutImage.run}
      />
    </>
  );
}

export function Toolbar() {
  return (
    <div class="toolbar" role="toolbar" aria-label={say('toolbar')}>
      {TOOLBAR.map((group, index) => (
        <Fragment key={index}>
          {index > 0 && <span class="toolbar-line" aria-hidden="true" />}
          {group.map((action) => (
            <ActionButton key={action.name} action={action} />
          ))}
        </Fragment>
      ))}
      <ViewMenu />
      <PresetChoice />
      <span class="toolbar-end">
        <LeaveOut />
        <ActionButton action={help} />
      </span>
    </div>
  );
}
