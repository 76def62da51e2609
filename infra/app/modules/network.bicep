@description('End of every name.')
param suffix string

@description('Region of the network.')
param location string

@description('Tags of every resource.')
param tags object

@description('Resource id of the storage account.')
param storageAccountId string

@description('Resource id of the Durable Task scheduler.')
param schedulerId string

var storageSuffix = environment().suffixes.storage
var endpoints = [
  { name: 'blob', service: storageAccountId, zone: 'privatelink.blob.${storageSuffix}' }
  { name: 'queue', service: storageAccountId, zone: 'privatelink.queue.${storageSuffix}' }
  { name: 'table', service: storageAccountId, zone: 'privatelink.table.${storageSuffix}' }
  { name: 'scheduler', service: schedulerId, zone: 'privatelink.durabletask.io' }
]

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-switchboard-${suffix}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.20.0.0/24'] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: '10.20.0.0/26'
          defaultOutboundAccess: true // ACS and the AI services stay outside
          delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'endpoints'
        properties: { addressPrefix: '10.20.0.64/27' }
      }
    ]
  }

  resource app 'subnets' existing = { name: 'app' }
  resource endpointSubnet 'subnets' existing = { name: 'endpoints' }
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [for endpoint in endpoints: {
  name: endpoint.zone
  location: 'global'
  tags: tags
}]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [for (endpoint, index) in endpoints: {
  parent: zones[index]
  name: 'switchboard'
  location: 'global'
  tags: tags
  properties: {
    virtualNetwork: { id: network.id }
    registrationEnabled: false
  }
}]

resource privateEndpoints 'Microsoft.Network/privateEndpoints@2024-05-01' = [for endpoint in endpoints: {
  name: 'pep-${endpoint.name}-${suffix}'
  location: location
  tags: tags
  properties: {
    subnet: { id: network::endpointSubnet.id }
    privateLinkServiceConnections: [
      {
        name: endpoint.name
        properties: { privateLinkServiceId: endpoint.service, groupIds: [endpoint.name] }
      }
    ]
  }
}]

resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = [for (endpoint, index) in endpoints: {
  parent: privateEndpoints[index]
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [{ name: endpoint.name, properties: { privateDnsZoneId: zones[index].id } }]
  }
}]

@description('Resource id of the subnet for the function app.')
output appSubnetId string = network::app.id
