// What comes after the code: Event Grid refuses a function that is not there yet.
targetScope = 'resourceGroup'

@description('Name of the Communication Services resource whose calls are delivered.')
param acsName string

@description('Name of the function app that takes them.')
param functionAppName string

@description('Name of the storage account for events that could not be delivered.')
param storageAccountName string

@description('Container for events that could not be delivered.')
param deadLetterContainer string

@description('Name of the group that alerts are sent to.')
param actionGroupName string

@description('Our phone numbers in E.164. Calls to other numbers of the resource are not delivered.')
@minLength(1)
@maxLength(25)
param phoneNumbers string[]

var roles = loadJsonContent('../roles.json')
var blobContributor = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Storage Blob Data Contributor'])

resource acs 'Microsoft.Communication/communicationServices@2026-03-18' existing = {
  name: acsName
}

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: functionAppName
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' existing = {
  name: actionGroupName
}

resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageAccountName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource deadLetters 'containers' existing = { name: deadLetterContainer }
  }
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: 'evgt-${acsName}'
  location: 'global'
  tags: resourceGroup().tags
  identity: { type: 'SystemAssigned' }
  properties: {
    source: acs.id
    topicType: 'Microsoft.Communication.CommunicationServices'
  }
}

resource deadLetterRight 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storage::blobs::deadLetters.id, topic.id, blobContributor)
  scope: storage::blobs::deadLetters
  properties: {
    principalId: topic.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: blobContributor
  }
}

resource incomingCall 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'incoming-call'
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    destination: {
      endpointType: 'AzureFunction'
      properties: { resourceId: '${app.id}/functions/incomingCall', maxEventsPerBatch: 1 }
    }
    filter: {
      includedEventTypes: ['Microsoft.Communication.IncomingCall']
      advancedFilters: [{ operatorType: 'StringIn', key: 'data.to.phoneNumber.value', values: phoneNumbers }]
    }
    // A phone rings for half a minute: what comes later finds nobody.
    retryPolicy: { maxDeliveryAttempts: 2, eventTimeToLiveInMinutes: 1 }
    deadLetterWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: { resourceId: storage.id, blobContainerName: deadLetterContainer }
      }
    }
  }
  dependsOn: [deadLetterRight]
}

var runbook = 'What to do: docs/deploy.md, "Alerts".'
var rules = [
  { metric: 'DeadLetteredCount', title: 'A ringing phone never reached the line: both deliveries failed. ${runbook}', severity: 0 }
  { metric: 'DeliveryAttemptFailCount', title: 'A delivery of a ringing phone failed. ${runbook}', severity: 2 }
]

resource alerts 'Microsoft.Insights/metricAlerts@2018-03-01' = [for rule in rules: {
  name: '${rule.metric}-${acsName}'
  location: 'global'
  tags: resourceGroup().tags
  properties: {
    description: rule.title
    severity: rule.severity
    enabled: true
    scopes: [topic.id]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: rule.metric
          metricName: rule.metric
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    autoMitigate: true
    actions: [{ actionGroupId: people.id }]
  }
}]

@description('Name of the subscription to ringing phones.')
output EVENT_SUBSCRIPTION_NAME string = incomingCall.name
