@description('Region of the workbook.')
param location string

@description('Tags of every resource.')
param tags object

@description('Resource id of the workspace that the workbook asks.')
param workspaceId string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'switchboard')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Switchboard'
    category: 'workbook'
    sourceId: workspaceId
    serializedData: loadTextContent('../workbook.json')
  }
}
