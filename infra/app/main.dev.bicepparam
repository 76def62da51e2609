using 'main.bicep'

// A line to try things with, staging included: everything scales to zero, and costs next to nothing while nobody calls.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'switchboard-dev')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param production = false
param watchdogSchedule = '0 * * * * *' // once a minute: each run wakes an instance

param acsName = readEnvironmentVariable('ACS_EXISTING_NAME', '')
param lineNumbers = readEnvironmentVariable('LINE_NUMBERS', '')
param dialAllow = readEnvironmentVariable('DIAL_ALLOW', '')
param digitsKey = readEnvironmentVariable('DIGITS_KEY', '')
param lookups = readEnvironmentVariable('LOOKUPS', '')
param apiAudience = readEnvironmentVariable('API_AUDIENCE', '')
param supportGroupId = readEnvironmentVariable('SUPPORT_GROUP_ID', '')
param unsealGroupId = readEnvironmentVariable('UNSEAL_GROUP_ID', '')
param developerId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL', '')
param monthlyBudget = 25
