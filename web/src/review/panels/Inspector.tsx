import './inspector.css';
import { Tabs } from '../../shared/Tabs';
import { say } from '../../words';
import { hereDrawn, hereKey } from '../annotations/state';
import { TeachingTab } from '../annotations/TeachingTab';
import { instanceShapes } from '../shapes/edit';
import { shownItem, tab } from '../state';
import { TagsTab } from '../tags/TagsTab';
import { ApproveBar } from './ApproveBar';
import { RedactionsTab } from './RedactionsTab';

function changedCount(): number {
  const actions = shownItem.value?.instance?.actions ?? {};
  return Object.entries(actions).reduce((sum, [action, times]) => (action === 'keep' ? sum : sum + times), 0);
}

function InspectorTabs() {
  return (
    <Tabs
      id="tab"
      label={say('inspector')}
      chosen={tab}
      tabs={[
        { name: 'tags', words: say('tab-tags'), number: String(changedCount() || '') },
        { name: 'redactions', words: say('tab-redactions'), number: String(instanceShapes.value.length || '') },
        { name: 'teaching', words: say('tab-teaching'), number: String(hereDrawn.value.length + (hereKey.value ? 1 : 0) || '') },
      ]}
    />
  );
}

export function Inspector() {
  return (
    <aside class="inspector" aria-label={say('inspector')}>
      <InspectorTabs />
      <div class="tab-panel" role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab.value}`}>
        {tab.value === 'tags' ? <TagsTab /> : tab.value === 'redactions' ? <RedactionsTab /> : <TeachingTab />}
      </div>
      <ApproveBar />
    </aside>
  );
}
