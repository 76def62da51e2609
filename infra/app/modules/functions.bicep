@description('Name of the function app: the first part of its address.')
param name string

@description('Region of the app.')
param location string

@description('Tags of every resource.')
param tags object

@description('Node major of the workers.')
@allowed(['22', '24'])
param nodeVersion string

@description('Keeps one instance of each scale group running, so that a ringing phone never meets a cold start.')
param warm bool

@description('Resource id of the identity that the app runs as.')
param identityId string

@description('Client id of the same identity.')
param identityClientId string

@description('Name of the storage account of the host.')
param storageAccountName string

@description('Address of the blob container that the app is deployed into.')
param packageContainer string

@description('Name of the Application Insights resource that takes the telemetry.')
param insightsName string

@description('Resource id of the subnet that the app reaches its neighbours through. Empty: over the public network.')
param subnetId string

@description('What adapters/config.ts reads, and what host.json names.')
param appSettings object

@description('Variables that adapters/config.ts knows by reference only: references to Key Vault.')
param secretSettings object

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  kind: 'functionapp'
  properties: { reserved: true }
}

// Functions of one kind share their instances; what is no HTTP and no Durable function has instances of its own.
var scaleGroups = ['http', 'durable', 'function:incomingCall']

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'switchboard' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    keyVaultReferenceIdentity: identityId
    httpsOnly: true
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      runtime: { name: 'node', version: nodeVersion }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainer
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        maximumInstanceCount: 40
        alwaysReady: [for group in (warm ? scaleGroups : []): { name: group, instanceCount: 1 }]
      }
    }
    siteConfig: { minTlsVersion: '1.2', http20Enabled: true, ftpsState: 'Disabled' }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(secretSettings, appSettings, {
      AZURE_CLIENT_ID: identityClientId
      AzureWebJobsStorage__accountName: storageAccountName
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identityClientId
      APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
      // host.json has Azure Storage, which Core Tools use on a laptop; here the same host takes the scheduler
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
    })
  }

  resource noBasicScm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource noBasicFtp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }
}

@description('Name of the app.')
output name string = app.name

@description('Where ACS and everybody else reach the line.')
output hostName string = app.properties.defaultHostName
