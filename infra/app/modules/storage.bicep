@description('Name of the storage account.')
@minLength(3)
@maxLength(24)
param name string

@description('Region of the account.')
param location string

@description('Tags of every resource.')
param tags object

@description('Keeps three copies in as many zones of the region instead of one.')
param overZones bool

@description('Whether the account can be reached from outside the virtual network.')
param isPublic bool

@description('Principal id of the identity that the app runs as.')
param appPrincipalId string

@description('Object id of a person who debugs the line, and may change the tables. Empty: nobody.')
param developerId string

@description('Object id of the group of support staff, who may read the tables of calls. Empty: nobody.')
param supportGroupId string

// The names of adapters/table-clients.ts; `npm run infra:check` compares them.
var callTableNames = ['Calls', 'CallsByCaller', 'CollectedDigits', 'DtmfTones', 'CallTimeline', 'CallStatistics']
var otherTableNames = ['OutboundRequests', 'OutboundSlots', 'Agents', 'Queue', 'Callbacks', 'Line', 'Flows']

var roles = loadJsonContent('../../roles.json')
var roleDefinitions = 'Microsoft.Authorization/roleDefinitions'
var tableContributor = subscriptionResourceId(roleDefinitions, roles['Storage Table Data Contributor'])
var tableReader = subscriptionResourceId(roleDefinitions, roles['Storage Table Data Reader'])
var appRoles = [
  tableContributor
  // the host of the functions: package, leases, keys of functions
  subscriptionResourceId(roleDefinitions, roles['Storage Blob Data Owner'])
  subscriptionResourceId(roleDefinitions, roles['Storage Queue Data Contributor'])
]

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: overZones ? 'Standard_ZRS' : 'Standard_LRS' }
  kind: 'StorageV2'
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPublic ? 'Enabled' : 'Disabled'
    // Event Grid writes dead letters as a trusted service, whatever is closed
    networkAcls: { defaultAction: isPublic ? 'Allow' : 'Deny', bypass: 'AzureServices' }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
}

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: blobs
  name: 'app-package'
}

resource deadLetters 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: blobs
  name: 'dead-letters'
}

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2025-06-01' = {
  parent: account
  name: 'default'
}

resource callTables 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-06-01' = [for table in callTableNames: {
  parent: tableService
  name: table
}]

resource otherTables 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-06-01' = [for table in otherTableNames: {
  parent: tableService
  name: table
}]

resource appRights 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in appRoles: {
  name: guid(account.id, appPrincipalId, role)
  scope: account
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: role
  }
}]

// without principalType: a person as well as a pipeline
resource developerRight 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(developerId)) {
  name: guid(account.id, developerId, tableContributor)
  scope: account
  properties: {
    principalId: developerId
    roleDefinitionId: tableContributor
  }
}

resource supportRights 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (table, index) in callTableNames: if (!empty(supportGroupId)) {
  name: guid(account.id, table, supportGroupId, tableReader)
  scope: callTables[index]
  properties: {
    principalId: supportGroupId
    principalType: 'Group'
    roleDefinitionId: tableReader
  }
}]

@description('Resource id of the account.')
output id string = account.id

@description('Name of the account.')
output name string = account.name

@description('Where the tables are.')
output tablesEndpoint string = account.properties.primaryEndpoints.table

@description('Address of the container that the app is deployed into.')
output packageContainer string = '${account.properties.primaryEndpoints.blob}${packages.name}'

@description('Name of the container for events that could not be delivered.')
output deadLetterContainer string = deadLetters.name
