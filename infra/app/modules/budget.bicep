@description('What the resource group may cost in a month, in the currency of the subscription.')
@minValue(1)
param amount int

@description('First day of a month: from when on costs are added up.')
param startDate string

@description('Who is told when four fifths are spent, and when more is expected than there is.')
param email string

resource budget 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: 'monthly'
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: { startDate: startDate }
    notifications: {
      fourFifths: { enabled: true, operator: 'GreaterThan', threshold: 80, thresholdType: 'Actual', contactEmails: [email] }
      expected: { enabled: true, operator: 'GreaterThan', threshold: 100, thresholdType: 'Forecasted', contactEmails: [email] }
    }
  }
}
