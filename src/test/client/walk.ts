// What a company's software does with a client that was generated from docs/openapi.yaml: it asks for feedback, reads it,
// and is told in types what is wrong. Prints the last line that the test waits for.
import { Configuration, FeedbackRequestsApi, ResponseError, TokensApi } from './generated';

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
