/// The script for zsh. It serves as a file `_merchant` in `$fpath` and as text for `eval`.
enum ZshScript {
  static let text = #"""
    #compdef merchant
    # zsh completion for merchant; written by 'merchant completion zsh'
    _merchant() {
      local program=${(Q)words[1]} line value detail directive isOther=1
      local -a asked answer shown options
      (( $+commands[$program] )) || [[ -x $program ]] || program=merchant
      asked=("${(@Q)words}")
      asked[CURRENT]=${(Q)PREFIX}
      answer=("${(@f)$(command "$program" __complete --shell zsh --cword $((CURRENT - 1)) -- "${(@)asked}" 2>/dev/null)}")
      directive=${answer[-1]#:}
      [[ $directive == <-> ]] || return 1
      (( directive & 1 )) && return 1
      answer[-1]=()

      if (( directive & 8 )); then
        compset -P '-*='
        _files -g "*.(${(j:|:)answer})(-.)"
        return
      elif (( directive & 16 )); then
        compset -P '-*='
        _files -/
        return
      elif (( ! $#answer )); then
        (( directive & 4 )) && return 1
        compset -P '-*='
        _files
        return
      fi

      for line in "${(@)answer}"; do
        value=${line%%$'\t'*}
        detail=${line#$value}
        detail=${detail#$'\t'}
        [[ $value == ${(Q)PREFIX}* ]] && isOther=
        shown+=("${value//:/\\:}${detail:+:$detail}")
      done
      (( directive & 2 )) && options+=(-S '')
      # What was typed is a name, the candidates are codes: TAB goes through them.
      if [[ -n $isOther ]]; then
        options+=(-U)
        compstate[insert]=menu
      fi
      if (( directive & 32 )); then
        _describe -V 'merchant' shown "${(@)options}"
      else
        _describe 'merchant' shown "${(@)options}"
      fi
    }
    if [[ ${funcstack[1]} == _merchant ]]; then
      _merchant "$@"
    elif (( $+functions[compdef] )); then
      compdef _merchant merchant
    fi

    """#
}
