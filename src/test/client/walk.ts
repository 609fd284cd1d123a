// What a company's software does with a client that was generated from docs/openapi.yaml: it asks for feedback, reads it,
// and is told in types what is wrong. Prints the last line that the test waits for.
import {
  ActivityFeedbackApi,
  Configuration,
  FeedbackRequestsApi,
  FeedbackTemplatesApi,
  ResponseError,
  TokensApi,
} from './generated';

declare const process: { argv: string[]; exitCode: number };
declare const console: { log(text: string): void; error(text: unknown): void };

function demand(condition: boolean, what: string): asserts condition {
  if (!condition) {
    throw new Error(`not so: ${what}`);
  }
}

async function refusal(call: Promise<unknown>): Promise<{ status: number; body: { errors?: Record<string, string> } }> {
  try {
    await call;
  } catch (failure) {
    if (failure instanceof ResponseError) {
      return { status: failure.response.status, body: await failure.response.json() };
    }
    throw failure;
  }
  throw new Error('not refused');
}

async function walkActivityFeedback(configuration: Configuration): Promise<void> {
  const templates = new FeedbackTemplatesApi(configuration);
  const template = await templates.createFeedbackTemplate({
    feedbackTemplateInput: {
      name: 'After a visit',
      templateType: 'survey',
      questions: [{ questionId: 'q1', questionText: 'How well were you advised?', questionType: 'scale' }],
    },
  });
  const activities = new ActivityFeedbackApi(configuration);
  const made = await activities.createActivityFeedback({
    activityFeedbackInput: {
      activityType: 'sales_visit',
      rep: 'rep-7',
      templateId: template.data.id,
      overallSatisfaction: 9,
      responses: [
        { questionId: 'q1', questionType: 'scale', responseValue: 4, responseText: 'Very helpful, thank you' },
      ],
    },
  });
  const answer = made.data.responses[0];
  demand(answer.responseValue === 4, 'a number stays a number');
  demand(answer.questionText === 'How well were you advised?', 'the question is kept with its answer');
  demand(made.data.sentimentAnalysis.overallSentiment !== 'negative', 'praise is understood');
  const changed = await activities.updateActivityFeedback({
    id: made.data.id,
    activityFeedbackChange: { overallSatisfaction: 7 },
  });
  demand(changed.data.overallSatisfaction === 7, 'it is changed');
  const listed = await activities.listActivityFeedback({ rep: 'rep-7', perPage: 5, sort: '-createdAt' });
  demand(listed.paging.total === 1 && listed.data[0].id === made.data.id, 'it is listed');
  const analysed = await activities.analyseActivityFeedback({ rep: 'rep-7' });
  demand(analysed.data.summary.averageSatisfaction === 7, 'it is counted as it is now');
  demand(analysed.data.questionAnalysis[0].averageScore === 4, 'so are its answers');
  await activities.deleteActivityFeedback({ id: made.data.id });
  demand((await refusal(activities.getActivityFeedback({ id: made.data.id }))).status === 404, 'it is gone');
}

async function walk(service: string, token: string, company: number): Promise<void> {
  const configuration = new Configuration({ basePath: service, accessToken: token });
  const requests = new FeedbackRequestsApi(configuration);

  const asked = await requests.createFeedbackRequest({
    company,
    type: 'email',
    platform: 'auto',
    name: 'Jane Doe',
    destination: `jane.${Date.now()}@example.com`,
  });
  demand(asked.id > 0, 'a request has a number');
  const read = await requests.getFeedbackRequest({ id: asked.id });
  demand(read.author === 'Jane Doe' && !read.opened, 'it is read as it was made');
  const list = await requests.listFeedbackRequests({ companyId: company, limit: 1 });
  demand(list.requests.length === 1, 'a list has as many items as were asked for');

  const refused = await refusal(
    requests.createFeedbackRequest({ company, type: 'email', platform: 'auto', name: 'Jane', destination: 'nowhere' }),
  );
  demand(refused.status === 422, 'bad fields are refused');
  demand('destination' in (refused.body.errors ?? {}), 'the bad field is named');

  await walkActivityFeedback(configuration);

  const tokens = await new TokensApi(configuration).listTokens({ companyId: company });
  demand(Array.isArray(tokens.tokens), 'a list of tokens');
}

walk(process.argv[2], process.argv[3], Number(process.argv[4])).then(
  () => console.log('the walk is done'),
  (failure) => {
    console.error(failure);
    process.exitCode = 1;
  },
);
