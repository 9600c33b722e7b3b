#compdef kx
# zsh completion for kx: source <(kx completion zsh), or a file _kx in a directory of $fpath

_kx() {
  local -a lines candidates
  local line then value
  lines=("${(@f)$(command kx complete -- "${(@Q)words[2,CURRENT-1]}" ".${(Q)PREFIX}" 2>/dev/null)}")
  for line in $lines; do
    case $line in
      :*) then=$line ;;
      *) value=${line%%$'\t'*}; candidates+=("${value//:/\\:}:${line#*$'\t'}") ;;
    esac
  done
  case $then in
    :files) compset -P 1 '--*='; _files ;;
    :directories) compset -P 1 '--*='; _files -/ ;;
    :nospace) _describe kx candidates -S '' ;;
    *) _describe kx candidates ;;
  esac
}

if [[ ${funcstack[1]} == _kx ]]; then
  _kx "$@"
else
  compdef _kx kx
fi
