/** The English catalogue: one file for each part of the page. */
import { FluentResource } from '@fluent/bundle';
import app from './app.ftl';
import cases from './case.ftl';
import intake from './intake.ftl';
import review from './review.ftl';
import redact from './redact.ftl';
import rules from './rules.ftl';
import share from './share.ftl';
import shared from './shared.ftl';
import survey from './survey.ftl';
import tags from './tags.ftl';
import teaching from './teaching.ftl';

export const english = [app, cases, intake, review, redact, rules, share, shared, survey, tags, teaching].map(
  (text) => new FluentResource(text),
);
