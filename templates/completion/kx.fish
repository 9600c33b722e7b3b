# fish completion for kx: kx completion fish > ~/.config/fish/completions/kx.fish

function __kx_complete
    set -l words (commandline --current-process --tokenize --cut-at-cursor)
    set -l typed (commandline --current-token --cut-at-cursor)
    set -l current (string replace --all --regex '[\'"\\\\]' '' -- "$typed")
    set -l prefix (string match --regex -- '^--[^=]*=' "$current")
    set -l value (string replace --regex -- '^--[^=]*=' '' "$current")
    for line in (command kx complete -- $words[2..] ".$current" 2>/dev/null)
        switch $line
            case :files
                printf "$prefix%s\n" (__fish_complete_path "$value")
            case :directories
                printf "$prefix%s\n" (__fish_complete_directories "$value" '')
            case ':*'
            case '*'
                echo $line
        end
    end
end

complete --command kx --erase
complete --command kx --no-files --arguments '(__kx_complete)'
