# PowerShell completion for kx: kx completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName 'kx', 'kx.ps1', 'kx.cmd' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $start = $commandAst.Extent.StartOffset
    $words = @($commandAst.CommandElements |
        Select-Object -Skip 1 |
        Where-Object { $_.Extent.StartOffset - $start -lt $cursorPosition } |
        ForEach-Object { $_.Extent.Text -replace "['`"]", '' })
    $current = "$wordToComplete" -replace "['`"]", ''
    if ($current -ne '' -and $words.Count -gt 0) {
        $words = @($words | Select-Object -SkipLast 1)
    }
    $lines = @(& kx complete -- @words ".$current" 2>$null)
    $prefix, $value = if ($current -match '^(--[^=]+=)(.*)$') { $Matches[1], $Matches[2] } else { '', $current }

    switch ("$($lines | Select-Object -Last 1)") {
        { $_ -in ':files', ':directories' } {
            [System.Management.Automation.CompletionCompleters]::CompleteFilename($value) |
                Where-Object { $lines[-1] -eq ':files' -or $_.ResultType -eq 'ProviderContainer' } |
                ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new(
                        $prefix + $_.CompletionText, $_.ListItemText, $_.ResultType, $_.ToolTip)
                }
        }
        default {
            # PowerShell would complete file names where a completer gives nothing; an empty text keeps it from that.
            if ($lines.Count -lt 2) { return '' }
            foreach ($line in $lines | Select-Object -SkipLast 1) {
                $name, $description = $line -split "`t", 2
                if (-not $description) { $description = $name }
                $text = if ($name -match '[^\w./:=@%+-]') { "'" + ($name -replace "'", "''") + "'" } else { $name }
                [System.Management.Automation.CompletionResult]::new($text, $name, 'ParameterValue', $description)
            }
        }
    }
}
