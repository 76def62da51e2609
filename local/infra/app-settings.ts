import { didYouMean } from '../../calls/flow-words.ts';
import {
  all,
  literal,
  type Node,
  type Property,
  propertiesOf,
  propertyOf,
} from './bicep-syntax.ts';
import { type Mistake, mistakeAt } from './mistake.ts';
import type { Template } from './template.ts';

/** Settings that the Functions host and the libraries read, not our code. */
const HOST_SETTINGS = [
  'AZURE_CLIENT_ID',
  'AzureWebJobsStorage__accountName',
  'AzureWebJobsStorage__credential',
  'AzureWebJobsStorage__clientId',
  'APPLICATIONINSIGHTS_CONNECTION_STRING',
  'APPLICATIONINSIGHTS_AUTHENTICATION_STRING',
  'TASKHUB_NAME',
  'DURABLE_TASK_SCHEDULER_CONNECTION_STRING',
  'AzureFunctionsJobHost__extensions__durableTask__storageProvider__type',
  'AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName',
];

/** Settings of our code that a deployment does not set: there are no keys, these follow from others, or suit everybody as they are. */
const LEFT_TO_THE_CODE = [
  'ACS_CONNECTION_STRING',
  'TABLES_CONNECTION_STRING',
  'CALLBACK_BASE_URL',
  'CALLBACK_ISSUER',
  'CALLBACK_KEYS_URL',
  'API_KEYS_URL',
  'PURGE_SCHEDULE',
];

/** What the templates set, against what the code reads (`adapters/settings.ts`), both ways. */
export function settingMistakes(
  templates: readonly Template[],
  read: readonly string[],
): Mistake[] {
  const set = templates.flatMap((template) =>
    settingsOf(template).map((property) => ({ ...property, template })),
  );
  const [first] = set;
  if (!first) return [];
  const wanted = [...HOST_SETTINGS, ...read.filter((name) => !LEFT_TO_THE_CODE.includes(name))];
  const unknown = set.flatMap(({ name, key, template }) => {
    if (name === undefined || wanted.includes(name)) return [];
    const reason = LEFT_TO_THE_CODE.includes(name)
      ? 'is left to the code in Azure. Remove it.'
      : `is read by nobody.${didYouMean(name, wanted) || ' Remove it.'}`;
    return [mistakeAt(template.file, key, `setting "${name}" ${reason}`)];
  });
  const missing = wanted
    .filter((name) => !set.some((setting) => setting.name === name))
    .map((name) =>
      mistakeAt(first.template.file, first.key, `setting "${name}" is not set. Set it here.`),
    );
  return [...unknown, ...missing];
}

/** The properties of every object that becomes settings: `appSettings` of a module, and the resource itself. */
function settingsOf(template: Template): Property[] {
  const handedOn = template.modules.flatMap(({ value }) => {
    const settings = propertyOf(propertyOf(value, 'params'), 'appSettings');
    return settings ? propertiesOf(settings) : [];
  });
  const own = template.resources
    .filter(({ type }) => type.startsWith('Microsoft.Web/sites/config@'))
    .filter(({ value }) => literal(propertyOf(value, 'name')) === 'appsettings')
    .flatMap(({ value }) => {
      const properties = propertyOf(value, 'properties');
      return properties ? objectsIn(properties).flatMap(propertiesOf) : [];
    });
  return [...handedOn, ...own];
}

/** The object, or those that are put together by `union`. */
function objectsIn(node: Node): Node[] {
  return [...all(node)].filter(({ type }) => type === 'object');
}
