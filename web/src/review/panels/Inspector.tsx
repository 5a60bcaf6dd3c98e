import './inspector.css';
import type { ComponentChildren } from 'preact';
import { instanceShapes } from '../shapes/edit';
import { shownItem, tab } from '../state';
import { ApproveBar } from './ApproveBar';
import { RedactionsTab } from './RedactionsTab';
import { TagsTab } from './TagsTab';

type Tab = 'tags' | 'redactions';
const TABS: Tab[] = ['tags', 'redactions'];

function changedCount(): number {
  const actions = shownItem.value?.instance?.actions ?? {};
  return Object.entries(actions).reduce((sum, [action, times]) => (action === 'keep' ? sum : sum + times), 0);
}

function TabButton({ name, children, number }: { name: Tab; children: ComponentChildren; number: number }) {
  const here = tab.value === name;
  return (
    <button
      type="button"
      role="tab"
      id={`tab-${name}`}
      aria-selected={here}
      aria-controls="tab-panel"
      tabIndex={here ? 0 : -1}
      class={`tab${here ? ' here' : ''}`}
      onClick={() => {
        tab.value = name;
      }}
    >
      {children} <span>{number || ''}</span>
    </button>
  );
}

function onTabKey(event: KeyboardEvent): void {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
  event.preventDefault();
  tab.value = TABS[(TABS.indexOf(tab.value) + 1) % TABS.length]!;
  document.getElementById(`tab-${tab.value}`)?.focus();
}

export function Inspector() {
  return (
    <aside class="inspector" aria-label="Inspector">
      <div class="tabs" role="tablist" aria-label="Inspector" onKeyDown={onTabKey}>
        <TabButton name="tags" number={changedCount()}>
          Tags
        </TabButton>
        <TabButton name="redactions" number={instanceShapes.value.length}>
          Redactions
        </TabButton>
      </div>
      <div class="tab-panel" role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab.value}`}>
        {tab.value === 'tags' ? <TagsTab /> : <RedactionsTab />}
      </div>
      <ApproveBar />
    </aside>
  );
}
